//@ compiles
struct Connection;

impl Drop for Connection {
    fn drop(&mut self) {
        println!("connection closed");
    }
}

fn main() {
    std::mem::forget(Connection);
    println!("done");
}
