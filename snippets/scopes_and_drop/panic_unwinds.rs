//@ panics
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn share(cents: u32, people: u32) -> u32 {
    let _till = Hold("till lock");
    cents / people
}

fn main() {
    let _door = Hold("door lock");
    let people = "0".parse().unwrap();
    println!("each gets {}", share(900, people));
}
