//@ compiles
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn main() {
    let page = Hold("draft");
    let page = Hold(if page.0 == "draft" { "final" } else { "?" });
    println!("two values alive, one name: {}", page.0);
}
