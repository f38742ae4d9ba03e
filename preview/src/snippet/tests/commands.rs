use super::*;

#[test]
fn the_command_survives_a_quote() {
    assert!(
        curl_command("https://a.example/'x").starts_with(r"curl -fsS 'https://a.example/'\''x'")
    );
}

#[test]
fn the_companions_configuration_survives_a_quote_and_holds_no_token() {
    assert_eq!(
        companion_command("https://api.example/\"\\\n", "KEY"),
        "cat > my-groups.toml <<'END'\n\
         [lists.me]\n\
         sources = [{ type = \"get-my-groups\", endpoint = \"https://api.example/\\\"\\\\\", api_key = \"KEY\", token_file = \"token\" }]\n\
         END\n\
         my-groups snapshot --out public/"
    );
}
