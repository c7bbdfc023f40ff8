//@ compiles
//@ fixes move_while_lent
fn archive(menu: Vec<&str>) {
    println!("{} dishes archived", menu.len());
}

fn main() {
    let menu = vec!["soup", "bread"];
    let favourite = menu[0];
    archive(menu);
    println!("favourite: {favourite}");
}
