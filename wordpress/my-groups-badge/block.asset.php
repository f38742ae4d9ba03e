<?php
/**
 * What the block's script needs. WordPress looks for this file beside it.
 *
 * @package My_Groups_Badge
 */

return array(
	'dependencies' => array(
		'wp-block-editor',
		'wp-blocks',
		'wp-components',
		'wp-element',
		'wp-i18n',
		'wp-server-side-render',
	),
	'version'      => '0.1.0',
);
