//@ compiles
fn main() {
    let menu = vec!["soup", "bread"];
    let favourite = &menu[0];
    println!("favourite: {favourite}");
    drop(menu);
    println!("menu archived");
}
