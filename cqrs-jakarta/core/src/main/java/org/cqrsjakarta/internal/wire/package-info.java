/**
 * Bytes to one client: frames, the responses that go on for as long as somebody writes to them, and who has asked. Knows
 * time and Jakarta REST, and no streams.
 */
@NullMarked
package org.cqrsjakarta.internal.wire;

import org.jspecify.annotations.NullMarked;
