<?php
/**
 * Loads a document over HTTP: with one limit of time for all documents of a page, and with limits of size before and after
 * decompression.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/** How many bytes a document may have, compressed or not. */
const MY_GROUPS_BADGE_MAX_BYTES = MB_IN_BYTES;

/** How many seconds all fetches of one page may take together. */
const MY_GROUPS_BADGE_PAGE_SECONDS = 3.0;

/** A fetch for which fewer seconds remain is not started. */
const MY_GROUPS_BADGE_LEAST_SECONDS = 1.0;

/** How many redirects are followed. */
const MY_GROUPS_BADGE_MAX_REDIRECTS = 2;

/** The header of every request of this plugin. */
const MY_GROUPS_BADGE_HEADER = 'X-My-Groups-Badge';

/** The seconds that the fetches of this page have taken so far. */
$GLOBALS['my_groups_badge_spent_seconds'] = 0.0;

/**
 * Thrown while a response is received, to end the request.
 */
class My_Groups_Badge_Stop extends RuntimeException {}

/**
 * Returns how many seconds the fetches of this page may still take.
 *
 * @return float Seconds; 0 or less if the time is used up.
 */
function my_groups_badge_remaining_seconds() {
	return MY_GROUPS_BADGE_PAGE_SECONDS - $GLOBALS['my_groups_badge_spent_seconds'];
}

/**
 * Returns whether the page is rendered for a request of this plugin, of this site's or another's. A fetch for such a page
 * could request the same page again, without end.
 *
 * @return bool Whether it is.
 */
function my_groups_badge_is_own_request() {
	$key = 'HTTP_' . strtoupper( strtr( MY_GROUPS_BADGE_HEADER, '-', '_' ) );
	return isset( $_SERVER[ $key ] );
}

/**
 * Returns whether an address belongs to this site.
 *
 * @param string $address An absolute address.
 * @return bool Whether host and port are the site's.
 */
function my_groups_badge_is_own_site( $address ) {
	$origin = my_groups_badge_host( $address );
	return in_array( $origin, array( my_groups_badge_host( home_url() ), my_groups_badge_host( site_url() ) ), true );
}

/**
 * Returns host and port of an address. The scheme is left out, because a site behind a proxy has two.
 *
 * @param string $address An absolute address.
 * @return string The host in lower case, and the port if the address names one.
 */
function my_groups_badge_host( $address ) {
	$parts = wp_parse_url( $address );
	$host  = strtolower( $parts['host'] ?? '' );
	return isset( $parts['port'] ) ? "$host:{$parts['port']}" : $host;
}

/**
 * Fetches a document.
 *
 * @param string $address Its absolute address.
 * @return string|array The text, or the problem.
 */
function my_groups_badge_fetch( $address ) {
	$file = tempnam( get_temp_dir(), 'my-groups-' );
	if ( false === $file ) {
		return my_groups_badge_problem( 'no-temporary-file' );
	}
	$problem = my_groups_badge_download( $address, $file );
	$text    = $problem ?? my_groups_badge_read_file( $file );
	wp_delete_file( $file );
	return $text;
}

/**
 * Writes a document into a file. Follows redirects here, because WordPress would allow each of them the whole time.
 *
 * @param string $address Its absolute address.
 * @param string $file    The path of the file.
 * @return array|null The problem; null if the document was written.
 */
function my_groups_badge_download( $address, $file ) {
	for ( $redirects = 0; $redirects <= MY_GROUPS_BADGE_MAX_REDIRECTS; $redirects++ ) {
		$start    = microtime( true );
		$seconds  = my_groups_badge_remaining_seconds();
		$response = my_groups_badge_request( $address, $file, $seconds );

		$GLOBALS['my_groups_badge_spent_seconds'] += microtime( true ) - $start;
		my_groups_badge_remember_loopback( $address, $response, $seconds );
		if ( is_wp_error( $response ) ) {
			return my_groups_badge_problem_of_error( $response );
		}
		$status   = (int) wp_remote_retrieve_response_code( $response );
		$location = wp_remote_retrieve_header( $response, 'location' );
		if ( is_array( $location ) ) {
			$location = end( $location );
		}
		$is_redirect = in_array( $status, array( 301, 302, 303, 307, 308 ), true ) && '' !== $location;
		if ( ! $is_redirect ) {
			return 200 === $status ? null : my_groups_badge_problem( 'status', $status );
		}
		$address = WP_Http::make_absolute_url( $location, $address );
		if ( my_groups_badge_remaining_seconds() < MY_GROUPS_BADGE_LEAST_SECONDS ) {
			return my_groups_badge_problem( 'timeout' );
		}
	}
	return my_groups_badge_problem( 'redirects' );
}

/**
 * Sends one request. WordPress refuses addresses of the server's own network, but allows the site's own address.
 *
 * @param string $address The absolute address.
 * @param string $file    The path of the file into which the body is written.
 * @param float  $seconds How long the request may take.
 * @return array|WP_Error The response.
 */
function my_groups_badge_request( $address, $file, $seconds ) {
	if ( ! wp_http_validate_url( $address ) || my_groups_badge_is_reserved( $address ) ) {
		return new WP_Error( 'my_groups_badge_refused' );
	}
	$deadline         = microtime( true ) + $seconds;
	$stop             = function ( $block, $size ) use ( $deadline ) {
		if ( microtime( true ) > $deadline ) {
			throw new My_Groups_Badge_Stop( 'timeout' );
		}
		if ( $size > MY_GROUPS_BADGE_MAX_BYTES ) {
			throw new My_Groups_Badge_Stop( 'too-large' );
		}
	};
	$limit_connection = function ( &$url, &$headers, &$data, &$type, &$options ) use ( $seconds ) {
		$options['connect_timeout'] = $seconds;
	};
	add_action( 'requests-requests.before_request', $limit_connection, 10, 5 );
	add_action( 'requests-request.progress', $stop, 10, 2 );
	try {
		return wp_safe_remote_get(
			$address,
			array(
				'timeout'             => $seconds,
				'redirection'         => 0,
				'stream'              => true,
				'filename'            => $file,
				'limit_response_size' => MY_GROUPS_BADGE_MAX_BYTES + 1,
				'headers'             => array(
					'Accept'               => 'application/json',
					'Accept-Encoding'      => 'identity',
					MY_GROUPS_BADGE_HEADER => '1',
				),
			)
		);
	} catch ( My_Groups_Badge_Stop $stopped ) {
		return new WP_Error( 'my_groups_badge_stop', $stopped->getMessage() );
	} finally {
		remove_action( 'requests-request.progress', $stop );
		remove_action( 'requests-requests.before_request', $limit_connection );
	}
}

/**
 * Returns whether an address leads to a reserved range of IP addresses that WordPress itself allows, such as 169.254.0.0/16,
 * where cloud providers serve the credentials of a server.
 *
 * @param string $address An absolute address.
 * @return bool Whether it does.
 */
function my_groups_badge_is_reserved( $address ) {
	if ( my_groups_badge_is_own_site( $address ) ) {
		return false;
	}
	$host  = wp_parse_url( $address, PHP_URL_HOST );
	$ip    = gethostbyname( trim( $host, '.' ) );
	$flags = FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE;
	if ( false !== filter_var( $ip, FILTER_VALIDATE_IP, $flags ) ) {
		return false;
	}
	/** This filter is documented in wp-includes/http.php */
	return ! apply_filters( 'http_request_host_is_external', false, $host, $address ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals
}

/**
 * Translates an error of WordPress' HTTP API into a problem.
 *
 * @param WP_Error $error The error.
 * @return array The problem.
 */
function my_groups_badge_problem_of_error( $error ) {
	$message = $error->get_error_message();
	switch ( $error->get_error_code() ) {
		case 'my_groups_badge_stop':
			return my_groups_badge_problem( $message );
		case 'my_groups_badge_refused':
		case 'http_request_not_executed':
			return my_groups_badge_problem( 'refused' );
		default:
			return my_groups_badge_problem( 'no-response', $message );
	}
}

/**
 * Remembers for an hour that this site does not respond to its own requests, so that no further visitor waits for it.
 *
 * @param string         $address  The address that was requested.
 * @param array|WP_Error $response The response.
 * @param float          $seconds  How long the request was allowed to take.
 */
function my_groups_badge_remember_loopback( $address, $response, $seconds ) {
	if ( ! my_groups_badge_is_own_site( $address ) ) {
		return;
	}
	if ( ! is_wp_error( $response ) ) {
		delete_transient( MY_GROUPS_BADGE_NO_LOOPBACK );
		return;
	}
	// A site that needs more than a second is slow, which does not mean that it cannot be reached.
	$had_time = $seconds > 2 * MY_GROUPS_BADGE_LEAST_SECONDS;
	$problem  = my_groups_badge_problem_of_error( $response );
	if ( $had_time && in_array( $problem['code'], array( 'no-response', 'timeout' ), true ) ) {
		set_transient( MY_GROUPS_BADGE_NO_LOOPBACK, $response->get_error_message(), HOUR_IN_SECONDS );
	}
}

/**
 * Reads a file, and decompresses it if it is compressed with gzip, once or twice. (Some servers compress although the
 * request forbids it, and some compress twice.)
 *
 * @param string $file The path of the file.
 * @return string|array The text, or the problem.
 */
function my_groups_badge_read_file( $file ) {
	$data = file_get_contents( $file, false, null, 0, MY_GROUPS_BADGE_MAX_BYTES + 1 );
	if ( false === $data ) {
		return my_groups_badge_problem( 'not-readable' );
	}
	for ( $times = 0; $times < 2 && is_string( $data ) && 0 === strpos( $data, "\x1f\x8b" ); $times++ ) {
		$data = my_groups_badge_decompress( $data );
	}
	if ( is_string( $data ) && strlen( $data ) > MY_GROUPS_BADGE_MAX_BYTES ) {
		return my_groups_badge_problem( 'too-large' );
	}
	return $data;
}

/**
 * Decompresses gzip data in small steps, and stops when the result is too large.
 *
 * @param string $data The data.
 * @return string|array The result, or the problem.
 */
function my_groups_badge_decompress( $data ) {
	if ( ! function_exists( 'inflate_init' ) ) {
		return my_groups_badge_problem( 'compressed' );
	}
	$context = inflate_init( ZLIB_ENCODING_GZIP );
	$result  = '';
	// A kilobyte becomes a megabyte at most.
	foreach ( str_split( $data, KB_IN_BYTES ) as $part ) {
		// phpcs:ignore WordPress.PHP.NoSilencedErrors -- PHP warns of invalid data, which is not a fault of this site.
		$more = @inflate_add( $context, $part );
		if ( false === $more ) {
			return my_groups_badge_problem( 'compressed' );
		}
		$result .= $more;
		if ( strlen( $result ) > MY_GROUPS_BADGE_MAX_BYTES ) {
			return my_groups_badge_problem( 'too-large' );
		}
	}
	return $result;
}
