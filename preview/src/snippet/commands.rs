//! The commands that make the document for `src`.

/// The jq program that drops the private groups from a response; README has the same one.
/// A group that does not say that it is public counts as private.
const WITHOUT_PRIVATE: &str = ".rsp.group |= map(select((.is_private | tostring) == \"0\"))";

/// Makes the document from the API's answer at `address`.
pub(crate) fn curl_command(address: &str) -> String {
    format!(
        "curl -fsS {} \\\n  | jq {} > my-groups.json",
        shell_word(address),
        shell_word(WITHOUT_PRIVATE)
    )
}

/// Makes the document with the companion `my-groups`: a configuration, then the command that
/// writes `public/my-groups.json`. The token is read from the file `token`.
pub(crate) fn companion_command(endpoint: &str, api_key: &str) -> String {
    format!(
        "cat > my-groups.toml <<'END'\n\
         [lists.me]\n\
         sources = [{{ type = \"get-my-groups\", endpoint = {}, api_key = {}, token_file = \"token\" }}]\n\
         END\n\
         my-groups snapshot --out public/",
        toml_string(endpoint),
        toml_string(api_key)
    )
}

/// A value as one word of a POSIX shell.
fn shell_word(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

/// A value as a TOML basic string.
fn toml_string(value: &str) -> String {
    let visible: String = value.chars().filter(|char| !char.is_control()).collect();
    format!("\"{}\"", visible.replace('\\', r"\\").replace('"', "\\\""))
}
