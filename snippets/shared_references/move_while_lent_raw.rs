//@ compiles no_run
//@ twin_of move_while_lent
//@ undefined_behaviour heap-use-after-free: read 9, freed 3, allocated 6
fn archive(menu: Vec<&str>) {
    println!("{} dishes archived", menu.len());
}

fn main() {
    let menu = vec!["soup", "bread"];
    let favourite = &raw const menu[0];
    archive(menu);
    println!("favourite: {}", unsafe { *favourite });
}
