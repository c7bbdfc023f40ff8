//@ compiles
//@ fixes drop_called
struct Door;

impl Drop for Door {
    fn drop(&mut self) {
        println!("shut");
    }
}

fn main() {
    let door = Door;
    drop(door);
    println!("after");
}
