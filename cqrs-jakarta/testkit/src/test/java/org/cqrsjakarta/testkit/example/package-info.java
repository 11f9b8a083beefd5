/** The application of the README, and the examples of docs/testing.md. */
package org.cqrsjakarta.testkit.example;
