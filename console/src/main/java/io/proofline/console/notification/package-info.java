/** Notifications: events sent to the addresses of subscribers, by Standard Webhooks. */
@NullMarked
package io.proofline.console.notification;

import org.jspecify.annotations.NullMarked;
