package org.cqrsjakarta.internal.telemetry;

import java.time.Duration;

/**
 * How much is logged when much happens.
 *
 * @param interval {@code cqrs.log.interval}: how often what was counted instead of written is summed up in a line; more
 *                 than 0
 * @param lines    {@code cqrs.log.lines}: how many facts of one kind about one handler are written one by one within an
 *                 interval; 1 or more
 */
public record LogRules(Duration interval, int lines) {}
