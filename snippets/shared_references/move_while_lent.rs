//@ error E0505
fn archive(menu: Vec<&str>) {
    println!("{} dishes archived", menu.len());
}

fn main() {
    let menu = vec!["soup", "bread"];
    let favourite = &menu[0];
    archive(menu); //~ E0505
    println!("favourite: {favourite}");
}
