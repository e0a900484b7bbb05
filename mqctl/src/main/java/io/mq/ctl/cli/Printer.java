package io.mq.ctl.cli;

import java.util.List;
import java.util.Map;

/** Prints results in one format. Everything a command has to say on stdout takes one of these. */
interface Printer {

  /** Several things of one kind. */
  void rows(Table table);

  /** One thing with named properties, in their order. */
  void record(Map<String, Object> record);

  /**
   * One of many things of the same properties that come one after the other, so that a reader need
   * not wait for the last.
   */
  void item(Map<String, Object> item);

  /** Texts, such as messages, that are printed as they are where the format allows. */
  void texts(String field, List<String> texts);
}
