<?php
/**
 * The text that WordPress suggests for the privacy policy of a site.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/**
 * Suggests a text for the privacy policy.
 */
function my_groups_badge_suggest_privacy_policy() {
	$paragraphs = array(
		__( 'Posts on this site may contain a list of the groups that an author belongs to. The list contains public groups only. It is loaded from a document and stored in the database of this site for up to a week.', 'my-groups-badge' ),
		__( 'The list is part of the page, and its script comes from this site. If the document is on another site, the browser of each visitor requests it there, so the other site learns the IP address of the visitor. No cookies are sent or stored.', 'my-groups-badge' ),
	);
	wp_add_privacy_policy_content( 'My Groups badge', '<p>' . implode( '</p><p>', $paragraphs ) . '</p>' );
}
