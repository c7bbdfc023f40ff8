//@ error E0507
struct Session { user: Option<String> }
impl Session {
    fn user_name(&self) -> String {
        self.user.unwrap_or_default()
    }
}
fn main() { println!("{}", Session { user: None }.user_name()); }
