//@ error E0493
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {}
}

const LENGTH: usize = (Guard, 3).1; //~ E0493

fn main() {
    println!("{LENGTH}");
}
