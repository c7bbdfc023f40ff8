//@ compiles
//@ fixes await_outside
async fn price() -> u32 {
    3
}

async fn twice() -> u32 {
    price().await * 2
}

fn main() {
    let _future = twice();
    println!("nothing ran: a runtime has to poll it");
}
