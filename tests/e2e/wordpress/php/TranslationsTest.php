<?php

require_once __DIR__ . '/PluginTestCase.php';

/** The list in the languages of the badge. */
final class TranslationsTest extends PluginTestCase {
	protected function tearDown(): void {
		remove_all_filters( 'determine_locale' );
		unload_textdomain( 'my-groups-badge', true );
		parent::tearDown();
	}

	/** Switches to a locale, without installing WordPress' own translations. */
	private function switch_to( $locale ) {
		$determine = function () use ( $locale ) {
			return $locale;
		};
		add_filter( 'determine_locale', $determine );
		unload_textdomain( 'my-groups-badge', true );
		my_groups_badge_load_translations();
	}

	/** @return array[] Locales, and the list with one, two and five members. */
	public static function locales() {
		return array(
			array( 'en_US', 'My Groups', '1 member', '2 members', '5 members' ),
			array( 'de_DE', 'Meine Gruppen', '1 Mitglied', '2 Mitglieder', '5 Mitglieder' ),
			array( 'de_AT', 'Meine Gruppen', '1 Mitglied', '2 Mitglieder', '5 Mitglieder' ),
			array( 'de_CH_informal', 'Meine Gruppen', '1 Mitglied', '2 Mitglieder', '5 Mitglieder' ),
			array( 'cs_CZ', 'Moje skupiny', '1 člen', '2 členové', '5 členů' ),
			array( 'ar', 'مجموعاتي', 'عضو واحد', 'عضوان', '5 أعضاء' ),
			array( 'tlh', 'My Groups', '1 member', '2 members', '5 members' ),
			array( '../../x', 'My Groups', '1 member', '2 members', '5 members' ),
		);
	}

	/** @dataProvider locales */
	public function test_the_list_is_in_the_language_of_the_site( $locale, $heading, ...$counts ) {
		$this->switch_to( $locale );
		$groups = array();
		foreach ( array( 1, 2, 5 ) as $count ) {
			$groups[] = array( 'id' => $count, 'name' => 'A', 'member_count' => $count );
		}
		$document = wp_json_encode( array( 'rsp' => array( 'stat' => 'ok', 'group' => $groups ) ) );
		$this->put( 'groups-test.json', $document );
		$html = do_shortcode( '[my_groups_badge src=/groups-test.json]' );
		$text = html_entity_decode( wp_strip_all_tags( str_replace( '<br>', '|', $html ) ) );
		list( $shown_heading, $one, $two, $five ) = explode( '|', $text );
		$this->assertSame( $heading, $shown_heading );
		foreach ( array( $one, $two, $five ) as $index => $item ) {
			$this->assertSame( "A {$counts[ $index ]}", $item );
		}
	}

	public function test_every_language_of_the_badge_has_a_valid_file() {
		$files = glob( dirname( MY_GROUPS_BADGE_FILE ) . '/languages/*.mo' );
		$this->assertGreaterThan( 45, count( $files ) );
		foreach ( $files as $file ) {
			$language = preg_replace( '/.*my-groups-badge-|\.mo$/', '', $file );
			unload_textdomain( 'my-groups-badge', true );
			$this->assertTrue( load_textdomain( 'my-groups-badge', $file, $language ), $language );
			$this->assertNotSame( '', __( 'My Groups', 'my-groups-badge' ), $language );
			if ( ! in_array( $language, array( 'fil' ), true ) ) {
				$this->assertNotSame( 'My Groups', __( 'My Groups', 'my-groups-badge' ), $language );
			}
			foreach ( array( 3, 5, 11, 21, 100, 1000000 ) as $count ) {
				$this->assertStringContainsString( '%s', _n( '%s member', '%s members', $count, 'my-groups-badge' ), "$language $count" );
			}
		}
	}

	public function test_the_editor_is_translated_too() {
		$this->switch_to( 'de_DE' );
		$this->log_in( 'author' );
		$this->responses[ self::OTHER ] = array( 404 );
		$this->assertStringContainsString( 'Status 404', $this->preview( array( 'src' => self::OTHER ) ) );
		$json = load_script_textdomain( 'my-groups-badge-badge-editor-script', 'my-groups-badge', '' );
		$this->assertStringContainsString( 'Überschrift', json_encode( json_decode( $json ), JSON_UNESCAPED_UNICODE ) );
	}

	public function test_nothing_is_translated_before_init() {
		$this->assertSame( 1, has_action( 'init', 'my_groups_badge_load_translations' ) );
		// WordPress 6.7 and later complain if a translation is loaded earlier.
		$log = WP_DEBUG_LOG;
		$this->assertStringNotContainsString( '_load_textdomain_just_in_time', is_file( $log ) ? file_get_contents( $log ) : '' );
	}
}
