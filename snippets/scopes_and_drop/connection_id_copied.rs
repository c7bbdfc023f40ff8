//@ compiles
//@ fixes copied_connection
#[derive(Clone, Copy)]
struct ConnectionId(u32);

struct Connection {
    id: ConnectionId,
}

impl Drop for Connection {
    fn drop(&mut self) {
        println!("closing {}", self.id.0);
    }
}

fn main() {
    let id = ConnectionId(7);
    let connection = Connection { id };
    let first = connection.id;
    let second = first;
    println!("{} and {}", first.0, second.0);
}
