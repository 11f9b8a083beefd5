package org.cqrsjakarta.server.glassfish;

/**
 * One value of {@code domain.xml}.
 *
 * @param elements XPath of the elements that get it, at least one
 * @param attribute which of their attributes
 * @param value what it is set to
 * @param reason why it is not what GlassFish has
 */
record Setting(String elements, String attribute, String value, String reason) {}
