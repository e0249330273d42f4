/**
 * Files in a folder that others may write to, too: paths that stay below it, no links, no more bytes than were asked for. Knows
 * nothing of what the files hold.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.files;

import org.jspecify.annotations.NullMarked;
