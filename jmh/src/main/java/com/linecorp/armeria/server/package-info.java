/** A door to what Armeria keeps to itself. */
@NullMarked
package com.linecorp.armeria.server;

import org.jspecify.annotations.NullMarked;
