/**
 * Whole front ends side by side: nginx, HAProxy, Gatehouse and other proxies of the JVM before one backend, each alone on one core in its turn,
 * loaded over loopback with wrk and h2load. In: programs that are installed. Out: a table with throughput, latency, CPU time for
 * each 100,000 requests and memory. {@code jmh/front-ends} runs it.
 */
@NullMarked
package dev.gatehouse.jmh.frontends;

import org.jspecify.annotations.NullMarked;
