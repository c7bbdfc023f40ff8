//@ compiles
//@ fixes copied_connection
struct Connection {
    id: u32,
}

impl Drop for Connection {
    fn drop(&mut self) {
        println!("closing {}", self.id);
    }
}

fn main() {
    let first = Connection { id: 7 };
    let second = &first;
    println!("{} and {}", first.id, second.id);
}
