package io.mq.ctl.doctor;

import java.util.List;

/** Looks at one side of the machine. */
interface Check {

  /** What it is called in the report, in small letters. */
  String name();

  /** One finding at least. */
  List<Finding> examine(Surroundings surroundings);
}
