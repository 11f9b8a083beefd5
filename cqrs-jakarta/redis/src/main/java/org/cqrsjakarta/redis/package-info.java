/**
 * Circuits that are shared, and streams that move, by way of Redis 6.2 or later, or Valkey. In an application this JAR and the setting
 * {@code cqrs.redis.uri} are enough; {@link org.cqrsjakarta.redis.RedisCircuitStore} and {@link org.cqrsjakarta.redis.RedisStreamStore} can be made by hand as well. Public API.
 */
@NullMarked
package org.cqrsjakarta.redis;

import org.jspecify.annotations.NullMarked;
