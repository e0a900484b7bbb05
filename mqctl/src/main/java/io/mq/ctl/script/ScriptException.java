package io.mq.ctl.script;

/** A script cannot go on. The message says where, what was expected and what came. */
public final class ScriptException extends RuntimeException {

  ScriptException(String message) {
    super(message);
  }
}
