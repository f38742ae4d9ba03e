<!doctype html>
<html <?php language_attributes(); ?>>
<head><meta charset="utf-8"><link rel="icon" href="data:,"><?php wp_head(); ?></head>
<body <?php body_class(); ?>>
<?php
while ( have_posts() ) {
	the_post();
	the_title( '<h1>', '</h1>' );
	if ( is_archive() ) {
		the_excerpt();
	} else {
		the_content();
	}
}
wp_footer();
?>
</body>
</html>
