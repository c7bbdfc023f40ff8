//@ error E0369
fn count_visit(visits: &mut i32) {
    *visits = visits + 1; //~ E0369
}

fn main() {
    let mut visits = 6;
    count_visit(&mut visits);
    println!("{visits}");
}
