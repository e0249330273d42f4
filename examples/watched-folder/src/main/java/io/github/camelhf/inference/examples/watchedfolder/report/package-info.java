/**
 * The audit log as a page for people: one HTML file with small previews beside it, which needs neither a server nor a network. The log
 * is read as a stream, and previews are made once for each content.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.report;

import org.jspecify.annotations.NullMarked;
