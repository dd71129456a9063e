/**
 * The rules in the order in which they win.
 *
 * <p>In: an {@link dev.gatehouse.routing.attach.Attachment}. Out: a {@link dev.gatehouse.routing.table.RouteTable}: port, then listener, then
 * host, then path, then the rest. Everything that precedence names is settled here, at compile time, so that the first entry that
 * holds is the answer. This room knows nothing of Kubernetes.
 *
 * <p><b>How it lies in memory.</b> Each host pattern has one flat open-addressed table of its paths, keyed by a hash of the whole path; a
 * listener has one of its hosts. There are no nodes for what lies between. A request's path is hashed once and asked for; then element by element
 * is taken back from the hash, and the shorter path is asked for, until an entry holds. Where a few texts are told apart by a few of their characters, only
 * those are hashed. Nothing is split, decoded or copied, and
 * texts are compared once, with the entry that wins. Many entries of one path that ask for different values of one header are found by
 * the value.
 *
 * <p><b>Changes.</b> All of it is immutable. A change makes another table that shares with this one all but the slots around what changed, some
 * kilobytes, however large the table is.
 *
 * <p><b>What a hostile request can cost.</b> Its path is read once forwards and once backwards for each host pattern that fits, no further than the
 * longest path of a rule, and each entry on the way is asked once. Slots are drawn for each process, and a table with two
 * texts of the same hash goes by another hash that nobody knows: who writes routes can make paths collide only with two of more than
 * a thousand characters, and then the answer is still right. {@code docs/performance.md} has figures.
 */
@NullMarked
package dev.gatehouse.routing.table;

import org.jspecify.annotations.NullMarked;
