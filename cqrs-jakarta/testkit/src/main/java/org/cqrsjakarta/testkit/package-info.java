/**
 * For tests of applications that use the library. The central type is {@link org.cqrsjakarta.testkit.TestApplication}: a
 * small container with a clock that is turned by hand. With it come handlers that fail where they are told
 * ({@link org.cqrsjakarta.testkit.Script}), a client that records frames ({@link org.cqrsjakarta.testkit.SseClient}), and
 * assertions ({@link org.cqrsjakarta.testkit.CqrsAssertions}). Public API.
 */
@NullMarked
package org.cqrsjakarta.testkit;

import org.jspecify.annotations.NullMarked;
