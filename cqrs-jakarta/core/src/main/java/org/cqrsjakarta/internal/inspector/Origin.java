package org.cqrsjakarta.internal.inspector;

/**
 * Whose feed it is.
 *
 * @param node        how the node is called
 * @param application where it is on its server
 * @param server      the server, with its version
 * @param recorder    another one each time the application starts
 */
record Origin(String node, String application, String server, String recorder) {}
