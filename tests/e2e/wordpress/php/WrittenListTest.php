<?php

require_once __DIR__ . '/PluginTestCase.php';

/** The list that WordPress writes has the same content as the badge, whatever WordPress does with a post. */
final class WrittenListTest extends PluginTestCase {
	protected function setUp(): void {
		parent::setUp();
		$this->put( 'groups-test.json', self::document( 'Choir' ) );
	}

	protected function tearDown(): void {
		unset( $GLOBALS['wp_query']->is_feed );
		parent::tearDown();
	}

	/** Puts a document with these groups on the site. */
	private function put_groups( ...$groups ) {
		$document = array( 'rsp' => array( 'stat' => 'ok', 'group' => $groups ) );
		file_put_contents( ABSPATH . 'groups-test.json', wp_json_encode( $document ) );
	}

	/** Returns the HTML that a post shows. */
	private function render( $content ) {
		$this->start_page();
		return apply_filters( 'the_content', $content );
	}

	/** The attributes of the tag in a part of a page. */
	private function attributes( $html ) {
		$document = new DOMDocument();
		$document->loadHTML( '<?xml encoding="UTF-8">' . $html, LIBXML_NOERROR );
		$attributes = array();
		foreach ( $document->getElementsByTagName( 'my-groups-badge' )[0]->attributes as $attribute ) {
			$attributes[ $attribute->name ] = $attribute->value;
		}
		return $attributes;
	}

	/** @return array[] Attributes as editors, phones and word processors write them. */
	public static function quotes() {
		$expected = array( 'src' => '/groups-test.json', 'heading' => 'My own groups', 'limit' => '5' );
		$same     = array(
			'straight'              => 'src="/groups-test.json" heading="My own groups" limit="5"',
			'English'               => 'src=“/groups-test.json” heading=“My own groups” limit=”5”',
			'English, single'       => 'src=‘/groups-test.json’ heading=‘My own groups’ limit=’5’',
			'German'                => 'src=„/groups-test.json“ heading=„My own groups“ limit=‚5‘',
			'French'                => "src=«\u{a0}/groups-test.json\u{a0}» heading=«\u{a0}My own groups\u{a0}» limit=«\u{202f}5\u{202f}»",
			'Danish'                => 'src=»/groups-test.json« heading=»My own groups« limit=›5‹',
			'Japanese'              => 'src=＂/groups-test.json＂ heading=＂My own groups＂ limit=5',
			'primes'                => 'src=″/groups-test.json″ heading=″My own groups″ limit=′5′',
			'mixed'                 => 'src=“/groups-test.json" heading=“My own groups" limit=5',
			'spaces'                => "src = “/groups-test.json”\u{a0}heading = “My own groups”  limit= “5” ",
			'decimal references'    => 'src=&#8220;/groups-test.json&#8221; heading=&#8220;My own groups&#8221; limit=&#8221;5&#8221;',
			'hexadecimal'           => 'src=&#x201c;/groups-test.json&#x201D; heading=&#x201C;My own groups&#x201d; limit=5',
			'named references'      => 'src=&ldquo;/groups-test.json&rdquo; heading=&bdquo;My own groups&ldquo; limit=&lsquo;5&rsquo;',
			'self-closing'          => 'src=“/groups-test.json” heading=“My own groups” limit=”5” /',
		);
		$cases    = array();
		foreach ( $same as $name => $written ) {
			$cases[ $name ] = array( $written, $expected );
		}
		$cases['quotes within a value'] = array(
			'heading="The “Jazz” club" src=“/groups-test.json”',
			array( 'src' => '/groups-test.json', 'heading' => 'The “Jazz” club' ),
		);
		$cases['straight within typographic'] = array(
			"src=“/groups-test.json” heading=“Members' 12 list”",
			array( 'src' => '/groups-test.json', 'heading' => "Members' 12 list" ),
		);
		return $cases;
	}

	/** @dataProvider quotes */
	public function test_quotes_of_every_kind( $written, $expected ) {
		$html = $this->render( "[my_groups_badge $written]" );
		$this->assertEquals( $expected, $this->attributes( $html ), $html );
		$this->assertStringContainsString( '<bdi>Choir</bdi>', $html );
	}

	/** @return array[] Values of group-url, and the link that the badge makes of them. */
	public static function templates() {
		return array(
			array( 'https://e.example/{id}', 'https://e.example/7' ),
			array( ' HTTPS://e.example/{name}/{id} ', 'https://e.example/A%20B/7' ),
			array( 'https://e.example/groups', 'https://own.example/7' ),
			array( 'https://e.example/{ID}', 'https://own.example/7' ),
			array( '/groups/{id}', 'https://own.example/7' ),
			array( 'javascript:alert({id})', 'https://own.example/7' ),
			array( '', 'https://own.example/7' ),
		);
	}

	/** @dataProvider templates */
	public function test_links_are_the_badges( $template, $link ) {
		$this->put_groups( array( 'id' => 7, 'name' => 'A B', 'url' => 'https://own.example/7' ) );
		$html = $this->render( "[my_groups_badge src=/groups-test.json group-url='$template']" );
		preg_match( '~<a href="([^"]*)"~', $html, $found );
		$this->assertSame( strtolower( $link ), strtolower( $found[1] ?? '' ) );
	}

	/** @return array[] URLs of groups, and whether the badge links to them. */
	public static function urls() {
		return array(
			array( 'https://e.example', true ),
			array( 'HTTP://e.example/@me?a=b@c', true ),
			array( 'https://github.com@evil.example/', false ),
			array( 'https:///path', false ),
			array( 'javascript://e.example/%0aalert(1)', false ),
			array( '/groups/7', false ),
			array( 'https://e.example/' . str_repeat( 'x', 3000 ), false ),
		);
	}

	/** @dataProvider urls */
	public function test_links_lead_to_the_host_that_they_name( $url, $is_link ) {
		$this->put_groups( array( 'id' => 7, 'name' => 'A', 'url' => $url ) );
		$html = $this->render( '[my_groups_badge src=/groups-test.json]' );
		$this->assertSame( $is_link, false !== strpos( $html, '<a href=' ) );
	}

	public function test_wordpress_does_not_alter_names_headings_or_attributes() {
		$names  = array( 'Wordpress Berlin', '(Wordpress)', 'Wordpress', '"Wordpress" & more', '10x20', ':)', '--', '[gallery]' );
		$groups = array();
		foreach ( $names as $id => $name ) {
			$groups[] = array( 'id' => $id + 1, 'name' => $name );
		}
		$this->put_groups( ...$groups );
		$block = '<!-- wp:my-groups-badge/badge {"src":"/groups-test.json","heading":"Wordpress -- groups"} /-->';
		foreach ( array( $block, '[my_groups_badge src=/groups-test.json heading="Wordpress -- groups"]' ) as $content ) {
			$html = $this->render( $content );
			preg_match_all( '~<bdi>(.*?)</bdi>~', $html, $found );
			$this->assertSame( $names, array_map( 'html_entity_decode', $found[1] ) );
			$this->assertSame( 'Wordpress -- groups', $this->attributes( $html )['heading'] );
		}
	}

	/** @return array[] Tags, and what a feed shows of them. */
	public static function tags() {
		return array(
			array( '<my-groups-badge src="/x.json" heading="A > B">Mine</my-groups-badge>', 'Mine' ),
			array( "<my-groups-badge heading='A > \"B\"' src=/x.json>Mine</my-groups-badge>", 'Mine' ),
			array( "<MY-GROUPS-BADGE\nsrc=\"/x.json\"\nheading=\"a>b>c\"\n>Mine</MY-GROUPS-BADGE >", 'Mine' ),
			array( '<my-groups-badge>Mine</my-groups-badge>', 'Mine' ),
			array( 'Before <my-groups-badge src="/x.json"></my-groups-badge> after', 'Before  after' ),
			array( '<my-groups-badge-list a=">">Other</my-groups-badge-list>', '<my-groups-badge-list a=">">Other</my-groups-badge-list>' ),
		);
	}

	/** @dataProvider tags */
	public function test_a_feed_shows_the_content_of_the_tag_alone( $tag, $content ) {
		$GLOBALS['wp_query']->is_feed = true;
		$this->assertSame( $content, my_groups_badge_look_for_tag( $tag ) );
		$html = $this->render( '[my_groups_badge src="/groups-test.json" heading="A > B"]' );
		$this->assertStringNotContainsString( 'my-groups-badge', $html );
		$this->assertSame( 'A > BChoir 2 members', html_entity_decode( wp_strip_all_tags( $html ) ) );
	}

	/** @return array[] Values of attributes, and the names in the order of the list. */
	public static function orders() {
		return array(
			array( '', array( 'b', 'C', 'á', 'd' ) ),
			array( 'sort=MEMBERS', array( 'á', 'b', 'C', 'd' ) ),
			array( 'sort=name', array( 'á', 'b', 'C', 'd' ) ),
			array( 'sort=newest', array( 'C', 'b', 'á', 'd' ) ),
			array( 'sort=size', array( 'b', 'C', 'á', 'd' ) ),
			array( 'limit=2', array( 'b', 'C' ) ),
			array( 'limit="2 "', array( 'b', 'C' ) ),
			array( 'limit=2x', array( 'b', 'C', 'á', 'd' ) ),
			array( 'limit=0', array( 'b', 'C', 'á', 'd' ) ),
			array( 'limit=-1', array( 'b', 'C', 'á', 'd' ) ),
		);
	}

	/** @dataProvider orders */
	public function test_order_and_limit_are_the_badges( $attributes, $names ) {
		$this->put_groups(
			array( 'id' => 1, 'name' => 'b', 'member_count' => '131.0', 'timestamp' => '2020-01-01 00:00:00' ),
			array( 'id' => 2, 'name' => 'C', 'num_members' => 131, 'timestamp' => '2021-01-01T10:00:00Z' ),
			array( 'id' => 3, 'name' => 'á', 'member_count' => '1,984', 'timestamp' => '0000-00-00 00:00:00' ),
			array( 'id' => 4, 'name' => 'd', 'member_count' => 'many' )
		);
		$html = $this->render( "[my_groups_badge src=/groups-test.json $attributes]" );
		preg_match_all( '~<bdi>(.*?)</bdi>~', $html, $found );
		$this->assertSame( $names, $found[1] );
	}

	/** @return array[] Documents, and the public names in them; null if the document is not a list. */
	public static function documents() {
		return array(
			array( '{"rsp": {"stat": "ok", "group": [{"id": 1, "name": "A"}]}}', array( 'A' ) ),
			array( '{"rsp": {"stat": "ok", "group": {"id": 1, "name": "A"}}}', array( 'A' ) ),
			array( '{"rsp": {"stat": "ok", "group": {"0": {"id": 1, "name": "A"}, "7": {"id": 2, "name": "B"}}}}', array( 'A', 'B' ) ),
			array( '{"rsp": {"stat": "ok", "group": {"items": [{"id": 1, "name": "A"}]}}}', array( 'A' ) ),
			array( '{"rsp": {"group": [{"id": 1, "name": "A"}]}}', array( 'A' ) ),
			array( '{"rsp": {"stat": "ok", "group": " "}}', array() ),
			array( '{"rsp": {"stat": "ok", "group": null}}', array() ),
			array( '{"rsp": {"stat": "ok"}}', array() ),
			array( '{"rsp": {"stat": "ok", "group": [{"id": 1, "name": "A", "is_private": 1}, {"id": 2, "name": "B"}]}}', array( 'B' ) ),
			array( '{"rsp": {"stat": "ok", "group": "no"}}', null ),
			array( '{"rsp": {"stat": "ok", "group": [1, 2]}}', null ),
			array( '{"rsp": {"stat": "fail", "group": []}}', null ),
			array( '{"rsp": {"error": {"msg": "no"}, "group": []}}', null ),
			array( '{"rsp": {}}', null ),
			array( '[]', null ),
			array( '<rsp stat="ok"></rsp>', null ),
		);
	}

	/** @dataProvider documents */
	public function test_a_document_is_read_as_by_the_badge( $json, $names ) {
		$groups = my_groups_badge_read( $json );
		$this->assertSame( null === $names, isset( $groups['code'] ) );
		if ( null !== $names ) {
			$this->assertSame( $names, array_column( $groups, 'name' ) );
		}
	}

	/** @return array[] Values of is_private, and whether they say that a group is private. */
	public static function values_of_is_private() {
		$cases = array();
		foreach ( array( 0, false, null, '', '0', ' 0 ', 'false', 'False', 'no', 'NO', 'Off', 'public', 0.0, '0.0', '00', '-0', array() ) as $public ) {
			$cases[] = array( $public, false );
		}
		foreach ( array( 1, true, '1', 'yes', 'true', 'True', 'private', '2', '-1', '0.1', '0x0', 'maybe', '0\nyes', array( 1 ) ) as $private ) {
			$cases[] = array( $private, true );
		}
		return $cases;
	}

	/** @dataProvider values_of_is_private */
	public function test_a_private_group_is_never_written( $value, $is_private ) {
		$this->put_groups(
			array( 'id' => 1, 'name' => 'Open', 'is_private' => 0 ),
			array( 'id' => 2, 'name' => 'Perhaps', 'is_private' => $value )
		);
		$html = $this->render( '[my_groups_badge src=/groups-test.json private=show]' );
		$this->assertSame( ! $is_private, false !== strpos( $html, 'Perhaps' ) );
		$this->assertSame( ! $is_private, false !== strpos( implode( $this->rows() ), 'Perhaps' ) );
	}
}
