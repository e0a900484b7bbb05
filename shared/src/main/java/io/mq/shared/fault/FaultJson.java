package io.mq.shared.fault;

import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Faults in JSON: {@code {"faults":[{"effect":"delay","delayMillis":200,"peers":["n2"]}]}} is what
 * a node is asked for, the same with {@code id} and {@code remainingMillis} what it answers.
 * Stateless.
 */
public final class FaultJson {

  private static final String FAULTS = "faults";
  private static final String EFFECT = "effect";
  private static final String DIRECTION = "direction";
  private static final String PEERS = "peers";
  private static final String MESSAGES = "messages";
  private static final String SEED = "seed";
  private static final String LEASE = "leaseMillis";
  private static final String ID = "id";
  private static final String RENEW = "renew";
  private static final String REMAINING = "remainingMillis";

  private FaultJson() {}

  /**
   * Reads one fault, which has all its parameters as fields.
   *
   * @throws IllegalArgumentException with one sentence if it makes no sense
   */
  public static FaultSpec spec(JsonObject json) {
    return spec(new Parameters(json));
  }

  private static FaultSpec spec(Parameters fields) {
    String word = fields.text(EFFECT);
    Effect effect = Effects.read(word, fields);
    Long seed = fields.whole(SEED);
    FaultSpec spec =
        new FaultSpec(
            effect,
            effect instanceof NetworkEffect ? Direction.of(fields.text(DIRECTION)) : Direction.BOTH,
            peers(effect, fields),
            messages(effect, fields),
            seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
            fields.number(LEASE, FaultSpec.DEFAULT_LEASE_MILLIS));
    fields.mustAllBeRead(EFFECT + " " + word);
    return spec;
  }

  private static SortedSet<NodeId> peers(Effect effect, Parameters fields) {
    TreeSet<NodeId> peers = new TreeSet<>();
    List<String> names = effect instanceof NetworkEffect ? fields.texts(PEERS) : null;
    if (names != null) {
      for (String name : names) {
        peers.add(
            NodeId.parse(name)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "peers must be nodes such as n2; got " + name)));
      }
      if (peers.isEmpty()) {
        throw new IllegalArgumentException("peers must name one at least, or be left out for all");
      }
    }
    return peers;
  }

  private static Set<MessageType> messages(Effect effect, Parameters fields) {
    EnumSet<MessageType> types = EnumSet.noneOf(MessageType.class);
    List<String> words = effect instanceof NetworkEffect ? fields.texts(MESSAGES) : null;
    if (words != null) {
      words.forEach(word -> types.add(MessageType.of(word)));
      if (types.isEmpty()) {
        throw new IllegalArgumentException(
            "messages must name one kind at least, or be left out for all");
      }
    }
    return types;
  }

  /** The fields of one fault, in the order of the documentation. */
  public static Map<String, Object> json(FaultSpec spec) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(EFFECT, spec.effect().word());
    json.putAll(spec.effect().parameters());
    if (spec.effect() instanceof NetworkEffect) {
      json.put(DIRECTION, spec.direction().word());
      if (!spec.peers().isEmpty()) {
        json.put(PEERS, spec.peers().stream().map(NodeId::toString).toList());
      }
      if (!spec.messages().isEmpty()) {
        json.put(MESSAGES, spec.messages().stream().map(MessageType::word).toList());
      }
    }
    if (spec.effect().isRandom() && spec.seed().isPresent()) {
      json.put(SEED, spec.seed().getAsLong());
    }
    json.put(LEASE, spec.leaseMillis());
    return json;
  }

  /** The body that asks a node for these faults. */
  public static String request(List<FaultSpec> specs) {
    return Json.write(Map.of(FAULTS, specs.stream().map(FaultJson::json).toList()));
  }

  /**
   * Reads what {@link #request} wrote.
   *
   * @throws IOException if the text is no JSON
   * @throws IllegalArgumentException if a fault makes no sense
   */
  public static List<FaultSpec> readRequest(String body) throws IOException {
    JsonObject json = Json.parse(body);
    Object list = json.fields().get(FAULTS);
    if (!(list instanceof List<?> faults) || faults.isEmpty()) {
      throw new IllegalArgumentException("faults must be a list of at least one fault");
    }
    List<FaultSpec> specs = new ArrayList<>();
    for (Object fault : faults) {
      if (!(fault instanceof Map<?, ?> fields)) {
        throw new IllegalArgumentException("a fault must be a JSON object; got " + fault);
      }
      Map<String, Object> named = new LinkedHashMap<>();
      fields.forEach((name, value) -> named.put(name.toString(), value));
      specs.add(spec(new JsonObject(named)));
    }
    return specs;
  }

  /**
   * What keeps faults in force.
   *
   * @param ids as the node named them
   * @param leaseMillis how long from now on
   */
  public record Renewal(List<String> ids, long leaseMillis) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty, or the lease out of range
     */
    public Renewal {
      Parameters.checkRange(LEASE, leaseMillis, 1, FaultSpec.MAX_LEASE_MILLIS);
      ids = List.copyOf(ids);
      if (ids.isEmpty()) {
        throw new IllegalArgumentException(RENEW + " must name one fault at least");
      }
    }
  }

  /** The body that asks a node to keep these faults in force. */
  public static String renewal(Renewal renewal) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(RENEW, renewal.ids());
    json.put(LEASE, renewal.leaseMillis());
    return Json.write(json);
  }

  /**
   * Reads what {@link #renewal} wrote.
   *
   * @throws IOException if the text is no JSON
   * @throws IllegalArgumentException if it makes no sense
   */
  public static Renewal readRenewal(String body) throws IOException {
    Parameters fields = new Parameters(Json.parse(body));
    List<String> ids = fields.texts(RENEW);
    long leaseMillis = fields.number(LEASE);
    fields.mustAllBeRead("a renewal");
    return new Renewal(ids == null ? List.of() : ids, leaseMillis);
  }

  /** The answer of a node that has these faults, or has lifted them. */
  public static String answer(List<FaultView> views) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (FaultView view : views) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put(ID, view.id());
      json.putAll(json(view.spec()));
      json.put(REMAINING, view.remainingMillis());
      list.add(json);
    }
    return Json.write(Map.of(FAULTS, list));
  }

  /**
   * Reads what {@link #answer} wrote.
   *
   * @throws IOException if it is something else
   */
  public static List<FaultView> readAnswer(JsonObject json) throws IOException {
    List<FaultView> views = new ArrayList<>();
    try {
      for (JsonObject each : json.objects(FAULTS)) {
        Parameters fields = new Parameters(each);
        String id = fields.text(ID);
        long remainingMillis = fields.number(REMAINING);
        views.add(new FaultView(id, spec(fields), remainingMillis));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    return views;
  }
}
