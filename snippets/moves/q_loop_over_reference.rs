//@ compiles
//@ fixes q_loop_over
fn main() {
    let guests = vec!["Ada", "Bob"];
    for guest in &guests {
    //  ^? &&str
        println!("welcome {guest}");
    }
    println!("{} came", guests.len());
}
