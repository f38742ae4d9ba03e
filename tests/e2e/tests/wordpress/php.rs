//! The tests in PHP, of everything that needs no browser.

use super::*;

#[tokio::test]
#[ignore = "slow: cargo xtask test wordpress"]
async fn phpunit_tests_pass() -> Result<()> {
    let wordpress = WordPress::open(WordPress::CLASSIC_THEME).await?;
    wordpress.run_php_tests().await?;
    assert_eq!(wordpress.php_messages(), [""; 0]);
    Ok(())
}
