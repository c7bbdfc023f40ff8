//@ error E0369
fn louder(volume: &mut u32) {
    *volume = volume + 1; //~ E0369
}

fn main() {
    let mut volume = 5;
    louder(&mut volume);
    println!("{volume}");
}
