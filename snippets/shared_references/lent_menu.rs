//@ compiles
fn main() {
    let mut menu = vec!["soup", "bread", "salad"];

    let waiter = &menu;
    let guest = &menu;
    println!("waiter reads {}", waiter[0]);
    println!("guest reads {}", guest[2]);
    println!("owner counts {}", menu.len());

    menu.push("cake");
    println!("now {}", menu.len());
}
