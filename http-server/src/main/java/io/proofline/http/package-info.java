/** Limits of the services' HTTP servers: time-outs of slow clients, connections per address. */
@NullMarked
package io.proofline.http;

import org.jspecify.annotations.NullMarked;
