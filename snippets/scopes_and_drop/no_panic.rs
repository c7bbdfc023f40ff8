//@ compiles
//@ fixes panic_unwinds
struct Hold(&'static str);

impl Drop for Hold {
    fn drop(&mut self) {
        println!("release {}", self.0);
    }
}

fn share(cents: u32, people: u32) -> Option<u32> {
    let _till = Hold("till lock");
    cents.checked_div(people)
}

fn main() {
    let _door = Hold("door lock");
    let people = "0".parse().unwrap();
    match share(900, people) {
        Some(cents) => println!("each gets {cents}"),
        None => println!("nobody to share with"),
    }
}
