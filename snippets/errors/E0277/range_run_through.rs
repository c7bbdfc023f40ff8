//@ compiles
//@ fixes number_run_through
fn main() {
    let seats = 3;
    for seat in 0..seats {
        println!("{seat}");
    }
}
