/**
 * Pictures on an FTP or SFTP server. {@link io.github.camelhf.inference.examples.ftp.RemoteFolderRoute} is the route; the rest
 * starts it beside a server of each kind.
 */
@NullMarked
package io.github.camelhf.inference.examples.ftp;

import org.jspecify.annotations.NullMarked;
