//@ compiles
//@ fixes add_to_reference
fn louder(volume: &mut u32) {
    *volume = *volume + 1;
}

fn main() {
    let mut volume = 5;
    louder(&mut volume);
    println!("{volume}");
}
