/** Events, webhook deliveries and mails that a change causes. */
@NullMarked
package io.proofline.sandbox.ziflow.notification;

import org.jspecify.annotations.NullMarked;
