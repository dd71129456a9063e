/**
 * Small programs that embed Gatehouse, each one page. In: the manifests beside this module. Out: a front end that serves them. Nothing
 * depends on this package; copy from it.
 */
@NullMarked
package dev.gatehouse.examples;

import org.jspecify.annotations.NullMarked;
