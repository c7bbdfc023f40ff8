//@ error E0040
struct Door;

impl Drop for Door {
    fn drop(&mut self) {
        println!("shut");
    }
}

fn main() {
    let door = Door;
    door.drop(); //~ E0040
}
