<?php
/**
 * The block's preview in the editor. It says why there is no list, which readers never see.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/** Whether the current request is the editor's, for the preview of this block. */
$GLOBALS['my_groups_badge_is_preview'] = false;

/**
 * Notices whether a request is the editor's for the preview of this block.
 *
 * @param mixed           $response Passed through.
 * @param array           $handler  The handler of the request.
 * @param WP_REST_Request $request  The request.
 * @return mixed The response.
 */
function my_groups_badge_notice_preview( $response, $handler, $request ) {
	$GLOBALS['my_groups_badge_is_preview'] = '/wp/v2/block-renderer/my-groups-badge/badge' === $request->get_route();
	return $response;
}

/**
 * Returns whether the current request is the editor's, for the preview of this block.
 *
 * @return bool Whether it is.
 */
function my_groups_badge_is_preview() {
	return $GLOBALS['my_groups_badge_is_preview'];
}

/**
 * Returns the preview of a block: its output, and the reason why there is no list or no new one.
 *
 * @param array $attributes The attributes of the block.
 * @return string HTML.
 */
function my_groups_badge_preview( $attributes ) {
	$attributes = my_groups_badge_read_attributes( $attributes );
	$list       = my_groups_badge_list_of( $attributes );
	$html       = my_groups_badge_tag( $attributes, $list );
	if ( null === $list ) {
		return $html;
	}
	if ( null !== $list['problem'] ) {
		$reason = my_groups_badge_explain( $list['problem'] );
	} elseif ( ! $list['groups'] ) {
		$reason = __( 'The document contains no public groups.', 'my-groups-badge' );
	} else {
		return $html;
	}
	$title = $list['groups']
		? __( 'This list could not be updated.', 'my-groups-badge' )
		: __( 'There is no list to show.', 'my-groups-badge' );
	return sprintf(
		'%s<p class="my-groups-badge-problem" role="status"><strong>%s</strong> %s</p>',
		$html,
		esc_html( $title ),
		esc_html( $reason )
	);
}

/**
 * Explains a problem to the author.
 *
 * @param array $problem The problem.
 * @return string Plain text.
 */
function my_groups_badge_explain( $problem ) {
	$detail = $problem['detail'];
	switch ( $problem['code'] ) {
		case 'status':
			/* translators: %d: an HTTP status, such as 404. */
			return sprintf( __( 'The document could not be loaded: the server responded with status %d.', 'my-groups-badge' ), $detail );
		case 'no-response':
			/* translators: %s: the message of an error. */
			return sprintf( __( 'The document could not be loaded: %s', 'my-groups-badge' ), $detail );
		case 'no-loopback':
			/* translators: %s: the message of an error. */
			return sprintf( __( 'This site could not reach itself over HTTP (%s), and there is no such file in its folder.', 'my-groups-badge' ), $detail );
		case 'timeout':
			return __( 'The document could not be loaded in time.', 'my-groups-badge' );
		case 'redirects':
			return __( 'The document could not be loaded: the server redirects too often.', 'my-groups-badge' );
		case 'refused':
			return __( 'WordPress does not load this address, because it is invalid, belongs to a private network, or is blocked by the configuration of this site.', 'my-groups-badge' );
		case 'rights':
			return __( 'Only users who may publish posts can add a new address. The list appears after they have opened or published this post.', 'my-groups-badge' );
		case 'busy':
			return __( 'The document is being loaded, or other documents have taken too long. Try again in a minute.', 'my-groups-badge' );
		case 'nested':
			return __( 'The document is a page that shows a list itself.', 'my-groups-badge' );
		case 'too-large':
			return __( 'The document is larger than 1 MB.', 'my-groups-badge' );
		case 'compressed':
			return __( 'The document is compressed in a way that WordPress cannot read.', 'my-groups-badge' );
		case 'not-json':
			return __( 'The document is XML or HTML. WordPress reads JSON only; the badge itself also reads XML.', 'my-groups-badge' );
		case 'api':
			return __( 'The document reports an error instead of a list of groups.', 'my-groups-badge' );
		case 'format':
			return __( 'The document is not a getMyGroups response in JSON.', 'my-groups-badge' );
		case 'not-readable':
		case 'no-temporary-file':
			return __( 'WordPress could not read or write a file on this server.', 'my-groups-badge' );
		case 'not-stored':
			return __( 'The database or the cache of this site could not store the list.', 'my-groups-badge' );
		default:
			return '';
	}
}
