/**
 * The rules in the order in which they win.
 *
 * <p>In: an {@link dev.gatehouse.routing.attach.Attachment}. Out: a {@link dev.gatehouse.routing.table.RouteTable}: port, then listener, then
 * host, then path, then the rest. Everything that precedence names is settled here, at compile time, so that the first entry that
 * holds is the answer. This room knows nothing of Kubernetes.
 *
 * <p><b>How it lies in memory.</b> A path trie has one node for each path element, its children in an open-addressed table keyed by the
 * element, so a request costs one probe for each element, however many siblings there are. Elements are compared in place in the
 * request's path: nothing is split, decoded or copied. The hash is seeded for each process, so nobody who writes routes can make
 * elements collide on purpose; somebody who sends requests can only choose which bucket is probed, and buckets are short.
 *
 * <p><b>What a hostile request can cost.</b> One walk down and one walk up again: each node passed is visited twice, and each entry on the
 * way is asked at most once for each host pattern that fits. Both are bounded by the length of the request and by the entries of one path.
 */
@NullMarked
package dev.gatehouse.routing.table;

import org.jspecify.annotations.NullMarked;
