package io.mq.node.admin;

import io.javalin.config.JavalinConfig;
import io.mq.node.fault.FaultTable;
import io.mq.node.runtime.AddressBook;
import io.mq.node.runtime.ReplicaPort;
import java.util.Optional;

/** The routes below {@code /admin} of the peer port. */
public final class AdminApi {

  private final NodeFacts facts;
  private final AddressBook book;
  private final ReplicaPort replica;
  private final LinkStates links;
  private final FaultTable faults;
  private final Runnable powerOff;
  private final EventLog events;
  private final Optional<String> token;

  /**
   * Routes that answer to the bearer of {@code token}, or to nobody if there is none.
   *
   * @param powerOff ends the process as a power failure would
   */
  public AdminApi(
      NodeFacts facts,
      AddressBook book,
      ReplicaPort replica,
      LinkStates links,
      FaultTable faults,
      Runnable powerOff,
      EventLog events,
      Optional<String> token) {
    this.facts = facts;
    this.book = book;
    this.replica = replica;
    this.links = links;
    this.faults = faults;
    this.powerOff = powerOff;
    this.events = events;
    this.token = token;
  }

  /** Adds the routes. */
  public void install(JavalinConfig config) {
    Leaders leaders = new Leaders(book);
    AdminAuth auth = new AdminAuth(token);
    config.routes.before("/admin", auth);
    config.routes.before("/admin/*", auth);
    config.routes.get("/admin/state", new StateRoute(facts, book, replica, links, faults));
    config.routes.get("/admin/events", new EventsRoute(events, replica));
    config.routes.post("/admin/transfer", new TransferRoute(replica, leaders));
    config.routes.post("/admin/members", new MembersRoute(replica, leaders));
    config.routes.post("/admin/snapshot", new SnapshotRoute(replica));
    config.routes.post("/admin/election", new ElectionRoute(replica));
    config.routes.post("/admin/power-loss", new PowerLossRoute(powerOff));
    config.routes.get("/admin/faults", new ListFaultsRoute(faults));
    config.routes.put("/admin/faults", new AddFaultsRoute(faults));
    config.routes.post("/admin/faults", new RenewFaultsRoute(faults));
    config.routes.delete("/admin/faults", new LiftFaultsRoute(faults));
  }
}
